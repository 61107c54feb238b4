"""Names and what looks like them, one to a line. Persons are invented; the names are of the people of Massachusetts."""

# text | given | surname: found in running text with grade 2 or 3.
NAMES = """
Ann Lee|Ann|Lee
Please call Ann Lee today.|Ann|Lee
the employee John Smith, born 1970|John|Smith
John Q. Smith|John|Smith
John Q Smith|John|Smith
JOHN SMITH|JOHN|SMITH
EMPLOYEE JOHN Q SMITH HAS LEFT|JOHN|SMITH
A. Lee 010-94-0001|A|Lee
J. Smith|J|Smith
J.R. Smith|J|Smith
J. R. Smith|J|Smith
J R Smith|J|Smith
JR Smith|JR|Smith
Lee, Ann|Ann|Lee
LEE, ANN M|ANN|LEE
Lee, Ann M.|Ann|Lee
LEE,ANN|ANN|LEE
LEE/ANN M|ANN|LEE
Smith, J.|J|Smith
Smith, J|J|Smith
Smith Jr., John|John|Smith
John Smith Jr.|John|Smith
John Smith III|John|Smith
Mr. John Smith|John|Smith
Mr John Smith|John|Smith
Ms. Ann Lee|Ann|Lee
Dr. Ann Lee, MD|Ann|Lee
Prof. Ann Lee|Ann|Lee
Mr. and Mrs. John Smith|John|Smith
Dear Ann Lee,|Ann|Lee
Attn: Ann Lee|Ann|Lee
John Smith's number|John|Smith
John Smith’s number|John|Smith
Robert "Bob" Smith|Robert|Smith
Robert (Bob) Smith|Robert|Smith
(Ann Lee)|Ann|Lee
'Ann Lee'|Ann|Lee
name=Ann Lee;|Ann|Lee
>Ann Lee<|Ann|Lee
Will Smith|Will|Smith
May Johnson|May|Johnson
Grace Young|Grace|Young
Hope Carter|Hope|Carter
Rose King|Rose|King
Jan Smith|Jan|Smith
April Brown|April|Brown
June White|June|White
Daniel Park|Daniel|Park
Eric Holder|Eric|Holder
Karen Lawrence|Karen|Lawrence
Peter Gardner|Peter|Gardner
Sharon Lawrence|Sharon|Lawrence
Bob Day|Bob|Day
Bill Rogers|Bill|Rogers
Liz 'Elizabeth' Pham|Liz|Pham
Elizabeth ‘Liz’ Pham|Elizabeth|Pham
Liz "Elizabeth" Pham|Liz|Pham
John,Smith,010-94-0001|John|Smith
Smith,John,010-94-0001|John|Smith
SMITH JOHN A 010940001|JOHN|SMITH
Washington, George|George|Washington
Denise Washington|Denise|Washington
Virginia Woodward|Virginia|Woodward
Georgia Brown|Georgia|Brown
Mr. Sopheap Phoeung|Sopheap|Phoeung
Dear Wairimu Ssemakula,|Wairimu|Ssemakula
Mrs. W. Kiggundu|W|Kiggundu
Maria Silva|Maria|Silva
João da Silva|João|da Silva
Joao Da Silva|Joao|Da Silva
José dos Santos|José|dos Santos
Ana Paula Ferreira|Ana|Ferreira
Maria Aparecida dos Santos Oliveira|Maria|Oliveira
Luiz Inácio Pereira|Luiz|Pereira
Fernando Medeiros|Fernando|Medeiros
Manuel Arruda|Manuel|Arruda
Lucia Raposo|Lucia|Raposo
SOUSA, ANTONIO C|ANTONIO|SOUSA
Almeida, Beatriz|Beatriz|Almeida
Kelsey Nascimento|Kelsey|Nascimento
Wellington Rodrigues|Wellington|Rodrigues
Thiago Barbosa|Thiago|Barbosa
Nilton Tavares|Nilton|Tavares
Ivone Monteiro|Ivone|Monteiro
Djamila Fontes|Djamila|Fontes
Amílcar Andrade|Amílcar|Andrade
Evora, Cesaria|Cesaria|Evora
Jose Barros|Jose|Barros
Pedro Pires|Pedro|Pires
Jean Pierre|Jean|Pierre
Jean-Baptiste Pierre|Jean-Baptiste|Pierre
Marie St. Fleur|Marie|St. Fleur
Jean St. Louis|Jean|St. Louis
Marie Jean-Baptiste|Marie|Jean-Baptiste
Wilner Desrosiers|Wilner|Desrosiers
Joseph, Marie|Marie|Joseph
Fabienne Augustin|Fabienne|Augustin
Guerda Exantus|Guerda|Exantus
Toussaint, Pierre|Pierre|Toussaint
Widline Charles|Widline|Charles
Frantz Louissaint|Frantz|Louissaint
Mireille Germain|Mireille|Germain
Sokha Chea|Sokha|Chea
Sophal Keo|Sophal|Keo
Bopha Sok|Bopha|Sok
Chhim, Dara|Dara|Chhim
Vanna Ouk|Vanna|Ouk
Sambath Prak|Sambath|Prak
Ratha Yim|Ratha|Yim
Minh Nguyen|Minh|Nguyen
An Nguyen|An|Nguyen
My Tran|My|Tran
Nguyễn Văn Minh|Nguyễn|Minh
Thuy Linh Pham|Thuy|Pham
Hoang, Lan|Lan|Hoang
Le, Tuan|Tuan|Le
Huong Thi Vo|Huong|Vo
Đặng Kim|Đặng|Kim
Kevin Truong|Kevin|Truong
Bich Ngoc Huynh|Bich|Huynh
Patrick O'Brien|Patrick|O'Brien
Patrick O’Brien|Patrick|O’Brien
Mary O Brien|Mary|O Brien
O'Sullivan, Maeve|Maeve|O'Sullivan
Siobhan Murphy|Siobhan|Murphy
Seamus McCarthy|Seamus|McCarthy
Kathleen Mc Donald|Kathleen|Mc Donald
MCLAUGHLIN, SEAN P|SEAN|MCLAUGHLIN
Eileen FitzGerald|Eileen|FitzGerald
Declan Walsh|Declan|Walsh
Mary St. John|Mary|St. John
Brigid Ni|Brigid|Ni
Armen Sarkisian|Armen|Sarkisian
Ter-Petrosyan, Levon|Levon|Ter-Petrosyan
Ani Hovhannisyan|Ani|Hovhannisyan
Garo Bedrosian|Garo|Bedrosian
Nubar Kazanjian|Nubar|Kazanjian
Arpi Boyajian|Arpi|Boyajian
Dimitrios Papadopoulos|Dimitrios|Papadopoulos
Eleni Pappas|Eleni|Pappas
Agim Hoxha|Agim|Hoxha
Fatmir Kola|Fatmir|Kola
Ahmed al-Sayed|Ahmed|al-Sayed
Fatima Al-Hassan|Fatima|Al-Hassan
Omar bin Rashid|Omar|bin Rashid
Layla Haddad|Layla|Haddad
Elias Khoury|Elias|Khoury
Abdi Mohamed|Abdi|Mohamed
Halima Abdullahi|Halima|Abdullahi
Kwame Mensah|Kwame|Mensah
Ama Owusu|Ama|Owusu
Chinedu Okafor|Chinedu|Okafor
Ngozi Adeyemi|Ngozi|Adeyemi
Wanjiru Kamau|Wanjiru|Kamau
John Mugisha|John|Mugisha
Maria de la Cruz|Maria|de la Cruz
María José García López|María|López
Garcia Lopez, Maria|Maria|Garcia Lopez
De La Cruz, Jose|Jose|De La Cruz
Juan Carlos Rivera|Juan|Rivera
Carmen Ortiz|Carmen|Ortiz
Luz Figueroa|Luz|Figueroa
Rafael Peña|Rafael|Peña
Altagracia Reyes|Altagracia|Reyes
Ramón Santana|Ramón|Santana
Wei Zhang|Wei|Zhang
Mei-Ling Chen|Mei-Ling|Chen
Park, Ji-Hoon|Ji-Hoon|Park
Min-jun Kim|Min-jun|Kim
Yuki Tanaka|Yuki|Tanaka
Priya Patel|Priya|Patel
Raj Singh|Raj|Singh
Venkat Subramanian|Venkat|Subramanian
Mohammed Rahman|Mohammed|Rahman
Olga Ivanova|Olga|Ivanova
Piotr Kowalski|Piotr|Kowalski
Łukasz Nowak|Łukasz|Nowak
Giuseppe DiNapoli|Giuseppe|DiNapoli
Anthony D'Angelo|Anthony|D'Angelo
Rocco Della Torre|Rocco|Della Torre
Jan van der Berg|Jan|van der Berg
Ludwig von Braun|Ludwig|von Braun
Benoît Thibault|Benoît|Thibault
Ginette LeBlanc|Ginette|LeBlanc
Smith-Jones, Alice|Alice|Smith-Jones
Alice Smith-Jones|Alice|Smith-Jones
Mary Kate O'Connor-Walsh|Mary|O'Connor-Walsh
Johansson, Kayla 545-85-2193 Somerville, MA 02144|Kayla|Johansson
"""

# Two persons or more in one text: text | given surname; given surname
SEVERAL = """
John Smith Mary Jones|John Smith; Mary Jones
John Smith and Mary Jones|John Smith; Mary Jones
Smith, John; Jones, Mary|John Smith; Mary Jones
JOHN SMITH, MARY JONES|JOHN SMITH; MARY JONES
Ann Lee (spouse: Bob Carter)|Ann Lee; Bob Carter
Ann Lee/Bob Carter|Ann Lee; Bob Carter
"""

# No person of grade 2 or 3 in any of these.
NOT_NAMES = """
Meine Sozialversicherungsnummer (SSN) in den USA ist 031-31-9263.
877 Elm Lane, Nashua, NH 03060
Social Security Number
Social Security
Credit Card
Driver License
Driver's License Number
Order Number
Employee Record
Employee Name
Last Name First Name
FIRST NAME LAST NAME
Date of Birth
Will May
Will Call
May Day
April May
June August
Best Price
Best Regards
Kind Regards
Thank You
Dear Sir
Dear Customer Service
Dear Hiring Manager
Dear Ann
Mr. Lee
Ms. Smith
A. L.
A. B. C.
J. R. R.
Ann
Smith
SMITH
Mary Ann
Lee Company
Lee Insurance Agency
Smith Inc.
Smith Barney
Wells Fargo
Wells Fargo Bank
Morgan Stanley
Goldman Sachs
Johnson Controls
John Hancock Insurance
John Hancock
Charles Schwab
Merrill Lynch
Edward Jones Investments
Chase Bank
Citizens Bank
Eastern Bank
Ann Taylor
Harry Winston
Chase Slate
Chase Marriott
Chase Freedom
Harvard University
Boston University
Tufts Medical Center
Brigham Hospital
Lawrence General Hospital
Lincoln School
Madison Avenue
Harrison Avenue
Beacon Street
12 John Adams Street
45 Martin Luther King Boulevard
85 Devonshire St
12 Penny Lane
7 Abbey Road
100 Cambridge Court
Franklin Street
John Adams Street
Boston, MA
Boston, MA 02139
Springfield MA
North Adams, MA
North Andover
South Hadley
West Springfield
New Bedford
Fall River
Great Barrington
Jamaica Plain
West Roxbury
Hyde Park
Chestnut Hill
Winter Hill
Oak Bluffs
Vineyard Haven
Woods Hole
Cape Cod
San Francisco
San Jose
Santa Clara
Los Angeles
Las Vegas
Salt Lake
Ann Arbor
Baton Rouge
New York
New Jersey
New Hampshire
North Carolina
South Dakota
West Virginia
Rhode Island
Puerto Rico
Cabo Verde
Cape Verde
Costa Rica
Hong Kong
Glen Allen, VA 23060
she lives in Lowell, MA. Bob was told
Baltimore, MD. Ann was there
Glen Burnie, MD 21061
Springfield, Illinois
Jackson, Mississippi
Quincy, Weymouth
Quincy Weymouth
Lowell, Lawrence
Lowell,Lawrence
Mary,Ann
Lawrence Lowell
Plymouth County
Essex County
Charles River
Logan Airport
Lake Charles
Saint Louis
Fort Worth
Port Arthur
Mount Washington
Monday Tuesday
January February
Page Two
Section Three
Chapter Seven
Table Four
Figure One
Total Amount Due
Balance Forward
Invoice Number
Account Holder
Account Number
Routing Number
Policy Number
Claim Number
Member Services
Human Resources
Benefits Department
Internal Revenue Service
United States
Commonwealth of Massachusetts
Registry of Motor Vehicles
Department of Revenue
Visa Mastercard
Discover Card
American Express
Microsoft Windows
Windows Server
Visual Basic
Google Chrome
Adobe Acrobat
Apache Tomcat
Java Virtual Machine
Content-Type: Text
Helvetica, Arial
LightGreen, DarkGreen
Green, LightGreen
Red, White, Blue
Red White
Black Friday
Happy Birthday
Merry Christmas
Good Morning
Please Note
See Attached
Not Applicable
To Be Determined
Same As Above
Grace Period
Mark Complete
Grace Church
Hope Park
Rich Text
Bill To
Ship To
Pay To The Order Of
Art Department
Cash Price
Gold Silver
Stone Bridge
Summer Street
Spring Valley
Victory Garden
Smith, Jones and Brown
Smith, Jones, Brown
Mary, John, Ann
Patient, Male
Section B Jones
Vitamin D
Smith, A nurse
U.S. Bank
U.S. Army
P.O. Box
E. Coli
S. Main
John@Smith
john.smith@example.com
J.Smith@example.com
/home/John/Smith
C:\\John\\Smith
John_Smith
JohnSmith
John1 Smith2
$John Smith$
Estado Civil
Seguro Social
Data Nascimento
Apellidos Nombre
"""

# text | given | surname: a whole cell or value behind a label. Any case, on or off the lists.
LABELLED = """
An Nguyen|An|Nguyen
Nguyễn Văn An|An|Nguyễn
Thu Do|Thu|Do
Thu Ha|Thu|Ha
Wei He|Wei|He
In Soo Kim|In|Kim
Aaron Judge|Aaron|Judge
Judge, Aaron|Aaron|Judge
St John-Smith, Ann|Ann|St John-Smith
Ann St. John-Smith|Ann|St. John-Smith
ann lee|ann|lee
Chase Lee|Chase|Lee
Chase Green|Chase|Green
Bill (William) Santos|Bill|Santos
Liz 'Elizabeth' Pham|Liz|Pham
ANN LEE|ANN|LEE
sopheap phoeung|sopheap|phoeung
phoeung, sopheap|sopheap|phoeung
Wairimu Ssemakula|Wairimu|Ssemakula
LEE ANN M|ANN|LEE
SMITH JOHN|JOHN|SMITH
SMITH JOHN A|JOHN|SMITH
smith, john|john|smith
John and Mary Smith|John|Smith
John & Mary Smith|John|Smith
SMITH, JOHN & MARY|JOHN|SMITH
Mr. and Mrs. John Smith|John|Smith
Ann Lee, 12 Main St, Boston|Ann|Lee
Ann Lee DOB 01/02/1980|Ann|Lee
Ann Lee (deceased)|Ann|Lee
Ann Lee - manager|Ann|Lee
Ann Lee, Boston|Ann|Lee
Ann Lee <ann@example.com>|Ann|Lee
Ann Lee ann@example.com|Ann|Lee
Dr. Ann Lee, MD|Ann|Lee
Lee Jr., Ann|Ann|Lee
Lee, Ann, Jr.|Ann|Lee
de la Cruz, Maria|Maria|de la Cruz
de la cruz maria|maria|de la cruz
Maria de la Cruz|Maria|de la Cruz
O'Brien-Smith, Mary Kate|Mary|O'Brien-Smith
NGUYEN VAN MINH|MINH|NGUYEN
Tran Thi Bich Ngoc|Ngoc|Tran
Le, An|An|Le
Kim, Min Jun|Min|Kim
王小明|小明|王
김민수|민수|김
Иван Петров|Иван|Петров
Γιώργος Παπαδόπουλος|Γιώργος|Παπαδόπουλος
Արամ Խաչատրյան|Արամ|Խաչատրյան
J Smith|J|Smith
Smith J|J|Smith
Smith, J.|J|Smith
LEE/ANN M|ANN|LEE
Mohamed Said|Mohamed|Said
Eric Holder|Eric|Holder
Church, Mary|Mary|Church
John Smith was hired in May|John|Smith
Kofi A. Mensah Jr.|Kofi|Mensah
Will May|Will|May
Robert (Bob) Smith|Robert|Smith
  Ann   Lee  |Ann|Lee
Van Nguyen|Van|Nguyen
Lee, Boston|Boston|Lee
"""

NOT_LABELLED = """
To Do
On Hold
The Sun
Pastor Ann
Chase Freedom
Chase Freedom Unlimited
Chase Sapphire Reserve
Delta Gold
Hilton Honors
Marriott Bonvoy
Blue Cash
Venture X
IAM User
Jane User
N/A
n/a
unknown
Unknown Unknown
none
test
test test
Test Patient
TBD
Ann
smith
A. L.
A
12345
010-94-0001
617-555-0123
ann.lee@example.com
http://example.com/ann
john_smith
<Ann Lee>
Lee Company
Acme Inc
Acme, Inc.
Smith & Sons
Smith and Sons
Johnson & Johnson
Ernst & Young
Bank of America
Boston University
Main Street 12
12 Main Street
Customer Name
First Last
FIRST NAME
Account Holder
See Attached
Same As Above
To Be Determined
Not Applicable
the quick brown fox jumps over
The Employee shall be paid
Fall River
New Bedford
Boston MA 02139
XXXX XXXX
xxx, xxx
Mr. Smith
...
-
&
,
/
Jr.
Mr.
a b
Self Employed
"""
